// The files that were dropped since the page was opened: which is last year's report of which, and which came before which.
// Knows nothing of how they look.

/** Files that programs leave in folders. */
const LEFT_BEHIND = /(^|\/)(\.|~\$|Thumbs\.db$|desktop\.ini$)/i;

export class Session {
  constructor(desk) {
    this.desk = desk;
    this.files = [];
    this.drops = 0;
  }

  /** Reads files, and again those that they are compared with. Gives what this drop brought. */
  async add(blobs, progress) {
    this.drops++;
    const added = blobs.filter(({path}) => !LEFT_BEHIND.test(path)).map(({blob, path}, at) => this.file(blob, path, this.files.length + at + 1));
    this.files.push(...added);
    let done = 0;
    const read = async file => {
      await this.read(file);
      progress(++done, added);
    };
    progress(0, added);
    await Promise.all(added.map(read));
    this.relate();
    const again = this.files.filter(file => file.answer && (file.prior !== file.readWith.prior || file.before !== file.readWith.before));
    await Promise.all(again.map(file => this.read(file)));
    return {added, again};
  }

  file(blob, path, id) {
    const {size} = blob;
    let kept = null;
    // Kept, since the file may be written to while the page is open.
    const bytes = async () => (kept ??= await blob.arrayBuffer());
    const forget = () => (kept = null);
    return {id, name: path, size, bytes, forget, drop: this.drops, answer: null, failed: null, prior: null, before: null};
  }

  async read(file) {
    const {prior, before} = file;
    file.readWith = {prior, before};
    const reply = await this.desk.ask('page', file);
    file.memory = reply.memory;
    file.failed = reply.failed ?? null;
    file.answer = reply.failed ? null : JSON.parse(new TextDecoder().decode(reply.output));
    if (!this.year(file)) file.forget();
  }

  /** The year of a report that can be compared with others. */
  year(file) {
    return file.answer?.who ? file.answer.report.year : null;
  }

  /** Finds for each report last year's, and the one of the same unit and year that was dropped before it. */
  relate() {
    const comparable = this.files.filter(file => this.year(file));
    for (const file of comparable) {
      const same = comparable.filter(other => other !== file && other.answer.who === file.answer.who);
      file.prior = same.filter(other => this.year(other) === this.year(file) - 1).pop() ?? null;
      file.before = same.filter(other => this.year(other) === this.year(file) && other.drop < file.drop).pop() ?? null;
    }
  }

  /** The report that a file serves as last year's of. */
  follower(file) {
    return this.files.filter(other => other.prior === file).pop() ?? null;
  }

  /** The later submission of the same unit and year. */
  successor(file) {
    return this.files.filter(other => other.before === file).pop() ?? null;
  }

  /** Reports that are asked about: neither last year's nor replaced by a later one. */
  current() {
    return this.files.filter(file => !this.follower(file) && !this.successor(file));
  }
}
