/** The goals of the benchmark; those that need a running server or database are run only when they are named. */
export interface Goal {
  title: string
  needsServer: boolean
}

export const goals: Record<string, Goal> = {
  G1: { title: 'Webhook durable, then answered', needsServer: true },
  G2: { title: 'Inbox list and opening a chat', needsServer: true },
  G3: { title: 'Intent', needsServer: false },
  G4: { title: 'Sentiment and emotion', needsServer: false },
  G5: { title: 'Slang normaliser', needsServer: false },
  G6: { title: 'Product search', needsServer: false },
  G7: { title: 'Recommender quality', needsServer: false },
  G8: { title: 'Recommender speed', needsServer: false },
  G9: { title: 'Lifetime value, exact', needsServer: false },
  G10: { title: 'Lifetime value, speed', needsServer: false },
  G11: { title: 'Lifetime value, useful', needsServer: false },
  G12: { title: 'Segment count', needsServer: true },
  G13: { title: 'Import', needsServer: true },
  G14: { title: 'Campaign render', needsServer: false },
  G15: { title: 'Campaign build', needsServer: true },
  G16: { title: 'Dashboard', needsServer: true },
  G17: { title: 'Bandit', needsServer: false },
  G18: { title: 'Uplift', needsServer: false },
  G19: { title: 'Attribution', needsServer: false },
  G20: { title: 'Stock forecast', needsServer: false },
}

/** `G3` → `g03`, the name of its script. */
export function scriptName(goal: string): string {
  return `g${goal.slice(1).padStart(2, '0')}`
}
