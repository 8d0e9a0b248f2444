// Makes elements. Text is only ever put in as text: nothing that a server or a user wrote is read as markup.

/**
 * @param {string} tag
 * @param {Object} attributes functions become listeners, true an empty attribute; false, null and undefined none
 * @param children elements, texts, lists of them; null, undefined and false are left out
 */
export function el (tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children)
}

/** The same for a drawing. */
export function svg (tag, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children)
}

function fill (element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name, value)
    } else if (value === true) {
      element.setAttribute(name, '')
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value)
    }
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false))
  return element
}
