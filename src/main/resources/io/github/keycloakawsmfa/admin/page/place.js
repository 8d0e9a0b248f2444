// Where the page is, and which realm it is about.

const { server, admin, realm, master, client, page, locale } = document.body.dataset

/** The server wrote it into the document; addresses have no slash at their end. */
export const place = { server, admin, realm, isMaster: master === 'true', client, page, locale }

/** Name of the realm that is administered: on master the query may name another one. */
export function administered () {
  const asked = new URLSearchParams(location.search).get('realm')
  return place.isMaster && asked ? asked : place.realm
}

/** The name of the part that is shown, and its settings, from the address: `#users?device=none`. */
export function part () {
  const [name, query] = location.hash.replace(/^#/, '').split('?', 2)
  return { name: name || 'overview', query: new URLSearchParams(query || '') }
}

/** An address of a part, without settings that are empty. */
export function link (name, settings = {}) {
  const query = new URLSearchParams(Object.entries(settings).filter(([, value]) => value)).toString()
  return '#' + name + (query ? '?' + query : '')
}
