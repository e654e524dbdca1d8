// People who write through a disaster: what was acknowledged to each of them, and when.
import { pause } from '../../load/client.mjs';

export class Diary {
  constructor(people) {
    Object.assign(this, { people, entries: new Map(people.map((person) => [person.login, [{ text: person.text, at: 0 }]])) });
  }

  // Everybody saves until told to stop; an answer that does not come ends that person's work.
  write() {
    this.over = false;
    this.work = Promise.all(this.people.map(async (person, n) => {
      for (let round = 1; !this.over; round += 1) {
        await pause(60 + n * 3);
        const text = `${person.login} in the evening, ${this.entries.get(person.login).length} and ${round}`;
        try {
          await person.save(text);
          this.entries.get(person.login).push({ text, at: Date.now() });
        } catch {
          return;
        }
      }
    }));
  }

  async stop() {
    this.over = true;
    await this.work;
  }

  // Compares with what a restored company knows, given as text by login. Every text has to be one that its owner was told is saved, or
  // the last one, whose answer did not come. Answers how many acknowledged saves are gone, and how long before `at` the first of them was.
  lost(found, at) {
    const gone = [];
    for (const [login, entries] of this.entries) {
      const place = entries.findIndex(({ text }) => text === found.get(login));
      if (place >= 0) gone.push(...entries.slice(place + 1));
      else if (!found.get(login)?.startsWith(`${login} in the evening`)) throw new Error(`${login} finds “${found.get(login)}”, which was never written`);
    }
    return { gone: gone.length, seconds: gone.length ? (at - Math.min(...gone.map((entry) => entry.at))) / 1000 : 0 };
  }

  get acknowledged() {
    return [...this.entries.values()].reduce((sum, entries) => sum + entries.length - 1, 0);
  }
}

// What everybody finds as their draft, each signing in again: whoever was signed in is not any more.
export async function found(people) {
  const texts = new Map();
  for (const person of people) {
    await person.signIn();
    const { set } = await person.json('my-targets', {});
    texts.set(person.login, set.draft.current_role);
  }
  return texts;
}
