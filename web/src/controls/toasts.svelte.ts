import { asApiError, wasAborted } from '$/contract/api';
import { explain } from '$/i18n/errors';

export interface Toast {
  id: number;
  kind: 'good' | 'bad' | 'info';
  text: string;
  detail?: string | null;
  action?: { label: string; run: () => void };
}

class Toasts {
  list = $state<Toast[]>([]);
  #next = 1;

  show(toast: Omit<Toast, 'id'>): void {
    const id = this.#next++;
    // The same sentence twice is one sentence.
    this.list = [...this.list.filter((old) => old.text !== toast.text), { ...toast, id }].slice(-4);
    // Bad news stays until it is read.
    if (toast.kind !== 'bad') this.#fade(id, toast.action ? 9000 : 5000);
  }

  /** Puts the focus on the last of them: its own button, or the one that closes it. */
  stand(): void {
    document.querySelector<HTMLElement>('[data-toast]:last-child button')?.focus();
  }

  /** One with the focus in it stays until that has left. */
  #fade(id: number, after: number): void {
    setTimeout(() => {
      if (typeof document !== 'undefined' && document.activeElement?.closest(`[data-toast="${id}"]`)) this.#fade(id, 5000);
      else this.close(id);
    }, after);
  }

  close(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();

/** Says that something went wrong; what the reader stopped himself is not an error. */
export function complain(error: unknown): void {
  if (wasAborted(error)) return;
  const fault = asApiError(error);
  const said = explain(fault);
  toasts.show({ kind: 'bad', text: said.text, detail: [said.where, said.mend].filter(Boolean).join(' · ') || null });
}
