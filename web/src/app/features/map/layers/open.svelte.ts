/** What of the layers is open: one map is open at a time, and its bar, grid and keys speak of the same. */
class Open {
  finding = $state(false);
  sifting = $state(false);
  views = $state(false);
  presenting = $state(false);
  /** Which phase fills the screen. */
  slide = $state(0);

  /** Words that the box begins with. */
  wanted = '';

  find(wanted: string): void {
    this.wanted = wanted;
    this.finding = true;
  }

  /** From the first phase, or the one that another shows. */
  present(slide = 0): void {
    this.slide = slide;
    this.presenting = true;
  }

  end(): void {
    this.finding = this.sifting = this.views = this.presenting = false;
  }
}

export const open = new Open();
