'use strict';

// Runs gouji, one document in an instance of its own. The first worker compiles the module, gives it the rules and hands the memory as
// it is then to the page; each later one begins with a copy of it, answers one request and ends.

const PAGE = 65536;

onmessage = async ({data}) => {
  try {
    const reply = data.setup ? await open(data) : await answer(data);
    postMessage(reply, reply.transfer ?? []);
  } catch (error) {
    postMessage({failed: error instanceof RangeError ? 'deep' : 'broken', why: String(error)});
  }
};

async function open({module: packed, setup}) {
  const rules = new Response(unpacked(setup)).arrayBuffer();
  const module = await WebAssembly.compileStreaming(new Response(unpacked(packed), {headers: {'Content-Type': 'application/wasm'}}));
  const gouji = await start(module);
  give(gouji, [new Uint8Array(await rules)]);
  if (gouji.open() !== 1) return {failed: 'rules'};
  const memory = gouji.memory.buffer.slice(0);
  return {module, about: taken(gouji), memory, transfer: [memory]};
}

async function answer({module, memory, request, parts}) {
  const gouji = await start(module);
  const lacking = memory.byteLength - gouji.memory.buffer.byteLength;
  if (lacking > 0) gouji.memory.grow(lacking / PAGE);
  new Uint8Array(gouji.memory.buffer).set(new Uint8Array(memory));
  const header = new TextEncoder().encode(JSON.stringify(request));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, header.length, true);
  give(gouji, [length, header, ...parts.map(part => new Uint8Array(part))]);
  gouji.answer();
  const output = taken(gouji);
  return {output, memory: gouji.memory.buffer.byteLength, transfer: [output.buffer]};
}

async function start(module) {
  return (await WebAssembly.instantiate(module)).exports;
}

function give(gouji, parts) {
  let at = gouji.input(parts.reduce((sum, part) => sum + part.length, 0));
  for (const part of parts) {
    new Uint8Array(gouji.memory.buffer).set(part, at);
    at += part.length;
  }
}

function taken(gouji) {
  return new Uint8Array(gouji.memory.buffer).slice(gouji.output(), gouji.output() + gouji.output_length());
}

/** A stream of what was packed with gzip and written in base64. */
const unpacked = text => new Blob([decoded(text)]).stream().pipeThrough(new DecompressionStream('gzip'));

function decoded(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  return bytes;
}
