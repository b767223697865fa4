// Puts the loader on this page with the key from the address, as a shop's page would.
const key = new URLSearchParams(location.search).get('key') ?? ''
const script = document.createElement('script')
const address = '/widget/laris.js'
const policy = globalThis.trustedTypes?.createPolicy('laris', { createScriptURL: (url) => (url === address ? url : '') })
script.src = policy ? policy.createScriptURL(address) : address
script.dataset.key = key
document.head.append(script)
