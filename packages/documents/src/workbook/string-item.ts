import { corrupt } from './corrupt.ts';

/**
 * Collects the text of an `<si>` or `<is>`: plain `<t>` or rich runs `<r><t>`, without phonetic runs `<rPh>`
 * (furigana and pinyin would join the name).
 */
export class StringItem {
  #text = '';
  #phonetic = 0;
  #inText = false;

  open(local: string): void {
    // Whatever stands inside a text would join it.
    if (this.#inText) throw corrupt('文字里有不认识的内容');
    if (local === 'rPh') this.#phonetic += 1;
    else if (local === 't') this.#inText = this.#phonetic === 0;
  }

  close(local: string): void {
    if (local === 'rPh') this.#phonetic -= 1;
    else if (local === 't') this.#inText = false;
  }

  add(text: string): void {
    if (this.#inText) this.#text += text;
  }

  get length(): number {
    return this.#text.length;
  }

  /** The whole text, and empty again. */
  take(): string {
    const text = this.#text;
    this.#text = '';
    this.#phonetic = 0;
    this.#inText = false;
    return text;
  }
}
