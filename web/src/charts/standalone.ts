/** A chart outside the app: an answer stands in the page, and is drawn. No server is asked, nothing is loaded. */
import { mount } from 'svelte';
import type { Answer } from '$/contract/wire';
import { customs } from '$/i18n/customs.svelte';
import { language } from '$/i18n/language.svelte';
import base from '$/style/base.css?inline';
import tokens from '$/style/tokens.css?inline';
import { DRAWN } from './drawings';
import ResultChart from './ResultChart.svelte';

interface Told {
  readonly answer: Answer;
  readonly language: 'nl' | 'en' | null;
  readonly currency: string;
}

const told = JSON.parse(document.getElementById('klantreis-answer')?.textContent ?? 'null') as Told | null;
const place = document.getElementById('klantreis-chart');
// For a question without a chart the still picture that stands there already is what there is.
if (told && place && told.answer.question in DRAWN) {
  if (told.language) language.set(told.language);
  document.documentElement.lang = language.value;
  customs.currency = told.currency;
  const style = document.createElement('style');
  style.textContent = `${tokens}\n${base}`;
  document.head.append(style);
  place.replaceChildren();
  mount(ResultChart, { target: place, props: { answer: told.answer, name: `klantreis-${told.answer.question}` } });
}
