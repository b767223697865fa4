// Peers that ship no types.
declare module 'node-nlp'
declare module 'mustache'
declare module 'wink-naive-bayes-text-classifier'
declare module 'wink-nlp-utils'
