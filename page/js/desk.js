import {one} from './dom.js';

// Hands documents to workers and their answers back. Nothing else runs what came from outside: a worker that takes too long is
// ended, and its document alone has no answer.

const SECONDS = 20;
/** Documents at once: each has memory of its own. */
const AT_ONCE = Math.max(1, Math.min(4, (navigator.hardwareConcurrency || 2) - 1));
/** What no reader would finish; it is not even read. */
const MOST_BYTES = 100 * 1024 * 1024;

const source = () => URL.createObjectURL(new Blob([one('#worker').textContent], {type: 'text/javascript'}));

/** Compiles the module and gives it the rules. Gives what the page says of itself; throws where this browser cannot, or the rules are
 * of another version. */
export async function openDesk() {
  const url = source();
  // It starts while the browser still reads the page, whose last and largest part the module is.
  const worker = new Worker(url);
  if (document.readyState === 'loading') await new Promise(resolve => addEventListener('DOMContentLoaded', resolve));
  const text = id => {
    const node = one(id);
    const words = node.textContent;
    node.remove();
    return words;
  };
  const reply = await run(worker, {module: text('#module'), setup: text('#setup')}, 120);
  if (reply.failed) throw new Error(reply.failed + (reply.why ? `: ${reply.why}` : ''));
  return new Desk(url, reply);
}

/** One message to a new worker, and its reply; the worker is gone then. */
function run(worker, message, seconds) {
  return new Promise(resolve => {
    const timer = setTimeout(() => end({failed: 'slow'}), seconds * 1000);
    const end = reply => {
      clearTimeout(timer);
      worker.terminate();
      resolve(reply);
    };
    worker.onmessage = ({data}) => end(data);
    worker.onerror = event => {
      event.preventDefault();
      end({failed: 'broken', why: event.message});
    };
    worker.postMessage(message);
  });
}

export class Desk {
  constructor(url, {module, memory, about}) {
    this.url = url;
    this.module = module;
    this.memory = memory;
    this.about = JSON.parse(new TextDecoder().decode(about));
    this.seconds = SECONDS;
    this.running = 0;
    this.waiting = [];
  }

  /** Asks about a document, with what it is compared with beside it: `{output}`, or `{failed}`. */
  async ask(want, file) {
    if (file.size > MOST_BYTES) return {failed: 'large'};
    await this.turn();
    try {
      const document = await file.bytes();
      const request = {want, name: file.name, length: document.byteLength};
      const parts = [document];
      for (const relation of ['prior', 'before']) {
        const beside = file[relation];
        if (!beside) continue;
        const bytes = await beside.bytes();
        parts.push(bytes);
        request[relation] = {name: beside.name, length: bytes.byteLength};
      }
      const reply = await run(new Worker(this.url), {module: this.module, memory: this.memory, request, parts}, this.seconds);
      return !reply.failed && reply.output.length === 0 ? {failed: 'broken'} : reply;
    } catch (error) {
      return {failed: 'gone', why: String(error)};
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }

  /** Waits until fewer are running than may. */
  async turn() {
    if (this.running >= AT_ONCE) await new Promise(resolve => this.waiting.push(resolve));
    this.running++;
  }
}
