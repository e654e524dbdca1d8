// The corrections of one archived review: HR's form, the decision of the director or the board.
export class CorrectionsPage {
  constructor(page, review) {
    this.page = page;
    this.review = review;
  }

  async open() {
    await this.page.goto(`/reviews/${this.review}/corrections`);
  }

  async choose(field) {
    await this.page.getByRole('link', { name: `Correct: ${field}`, exact: true }).click();
  }

  async correctText(text, reason) {
    await this.page.getByLabel('Corrected text').fill(text);
    await this.page.getByLabel('Reason').fill(reason);
    await this.page.getByRole('button', { name: 'Correct the text' }).click();
  }

  async proposeRating(rating, reason) {
    await this.page.getByLabel('Corrected rating').selectOption(rating);
    await this.page.getByLabel('Reason').fill(reason);
    await this.page.getByRole('button', { name: 'Propose to the director and the board' }).click();
  }

  async decide(button, note = '') {
    await this.page.getByLabel('Note').fill(note);
    await this.page.getByRole('button', { name: button }).click();
  }
}
