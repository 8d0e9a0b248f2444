// Not a module, so that it is there when one is not. A script or style that did not arrive (the network changed, the server was
// being replaced) would leave an empty page: it is loaded once more, and after that the page says so.
addEventListener('error', event => {
  if (!(event.target instanceof HTMLScriptElement || event.target instanceof HTMLLinkElement)) {
    return
  }
  const key = 'aws-mfa-admin-recovered'
  if (sessionStorage.getItem(key)) {
    sessionStorage.removeItem(key)
    document.getElementById('broken').hidden = false
  } else {
    sessionStorage.setItem(key, 'true')
    location.reload()
  }
}, true)
