// Answers that become files.
import { el } from './dom.js'

/** Hands a file to the browser. */
export function save (blob, filename) {
  const url = URL.createObjectURL(blob)
  const link = el('a', { href: url, download: filename, hidden: true })
  document.body.append(link)
  link.click()
  link.remove()
  // The browser begins to read it after this task.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/**
 * Writes an answer to a file while it arrives. Where the browser lets a page write files it is never whole in memory;
 * elsewhere the browser keeps it until its end.
 *
 * @param ask answers the response, once it is known where to
 * @param told called with the number of bytes so far
 * @return false if the administrator chose no file
 */
export async function stream (filename, type, ask, told) {
  const file = await choose(filename)
  if (file === null) {
    return false
  }
  const response = await ask()
  const counted = response.body.pipeThrough(counter(told))
  if (file) {
    await counted.pipeTo(await file.createWritable())
  } else {
    save(new Blob([await new Response(counted).arrayBuffer()], { type }), filename)
  }
  return true
}

/** A file to write; null if nobody chose one, undefined if this browser has none to offer. */
async function choose (filename) {
  if (!globalThis.showSaveFilePicker) {
    return undefined
  }
  try {
    return await showSaveFilePicker({ suggestedName: filename })
  } catch (refused) {
    return refused.name === 'AbortError' ? null : undefined
  }
}

function counter (told) {
  let bytes = 0
  return new TransformStream({
    transform (chunk, controller) {
      bytes += chunk.byteLength
      told(bytes)
      controller.enqueue(chunk)
    }
  })
}
