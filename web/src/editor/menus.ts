/** What the menus of phases, touchpoints, lanes and cards offer. */
import { confirm } from '$/controls/confirm.svelte';
import type { MenuItem } from '$/controls/Menu.svelte';
import type { Change } from '$/journey/document';
import * as edits from '$/journey/edits';
import { removeCard } from '$/journey/cards';
import { become, becomes } from '$/journey/details';
import { get, lanes, nameOf, phases, touchpoints } from '$/journey/queries';
import type { Cell } from '$/journey/records';
import { plain } from '$/journey/rich';
import type { Asking, Editor, MenuAt } from './editor.svelte';
import { foldLane, foldPhase, hideLane } from './folding';
import { positionKey } from './grid';
import { commentItem } from './comments/item';
import type { GridItem } from './offer';
import { connectItem } from './arrows/menu';
import { fileItems, laneKindItems } from './lanes/menu';
import { linkItems, lookItem } from './cards/menu';
import { clipItems, placeItems, selectionItems } from './selection/menu';
import { subMapItems } from './submaps/menu';
import { placeOf, standNear } from './roving';
import { words } from './words';

export function menuItems(editor: Editor, of: MenuAt['of']): MenuItem[] {
  const all = isRecord(of) ? [...itemsOf(editor, of), commentItem(editor, of.id)] : of.type === 'selection' ? selectionItems(editor) : placeItems(editor, of.id, of.touchpoint ?? '');
  if (!editor.store.readOnly) return all;
  return all.filter((item) => item.looks).map((item, at) => (at ? item : { ...item, apart: false }));
}

const isRecord = (of: MenuAt['of']): boolean => of.type !== 'selection' && of.type !== 'place';

function itemsOf(editor: Editor, of: MenuAt['of']): GridItem[] {
  if (of.type === 'phase') return phaseItems(editor, of.id);
  if (of.type === 'touchpoint') return touchpointItems(editor, of.id);
  if (of.type === 'lane') return laneItems(editor, of.id);
  return cardItems(editor, of.id, of.touchpoint ?? '');
}

function change(editor: Editor, label: string, changes: Change[]): void {
  editor.change(label, changes);
}

function rename(editor: Editor, id: string): MenuItem {
  const begin = (): void => {
    // the menu gives the focus back first; then the field may take it
    setTimeout(() => (editor.editing = { type: 'name', id, start: null }), 60);
  };
  return { label: words('rename'), icon: 'edit', onselect: begin };
}

/** Adds something and opens its name for writing. */
function addAndName(editor: Editor, label: string, changes: Change[]): void {
  const id = changes[0]?.id;
  if (editor.change(label, changes) && id) setTimeout(() => (editor.editing = { type: 'name', id, start: null }), 60);
}

function phaseItems(editor: Editor, id: string): GridItem[] {
  const all = phases(editor.document);
  const at = all.findIndex((phase) => phase.id === id);
  const name = nameOf(editor.document, id);
  const inside = touchpoints(editor.document, id).length;
  const moved = words('didMove', { name });
  return [
    rename(editor, id),
    { label: words('phaseAbout'), icon: 'info', looks: true, onselect: () => (editor.asking = { type: 'phase', id }) },
    evidenceItem(editor, id),
    {
      label: words('addTouchpoint'),
      icon: 'plus',
      onselect: () =>
        addAndName(
          editor,
          words('didAddTouchpoint'),
          edits.addTouchpoint(editor.document, { name: words('newTouchpoint'), phase: id }),
        ),
    },
    {
      label: words('addPhaseAfter'),
      icon: 'plus',
      onselect: () => addAndName(editor, words('didAddPhase'), edits.addPhase(editor.document, words('newPhase'), id)),
    },
    {
      label: words('moveLeft'),
      icon: 'left',
      apart: true,
      disabled: at <= 0,
      onselect: () => change(editor, moved, edits.movePhase(editor.document, id, -1)),
    },
    {
      label: words('moveRight'),
      icon: 'right',
      disabled: at === all.length - 1,
      onselect: () => change(editor, moved, edits.movePhase(editor.document, id, 1)),
    },
    {
      label: words(editor.view.collapsed.has(id) ? 'unfold' : 'fold'),
      looks: true,
      icon: 'eye',
      disabled: inside === 0,
      onselect: () => foldPhase(editor, id),
    },
    {
      label: words('removePhase'),
      icon: 'trash',
      danger: true,
      apart: true,
      onselect: () =>
        void asked(inside > 0, words('removePhaseTitle', { name }), words('removePhaseText', { n: inside })).then((yes) => {
          if (yes) removePhase(editor, id, name);
        }),
    },
  ];
}

/** The question had the focus; afterwards one stands beside where the phase was. */
function removePhase(editor: Editor, id: string, name: string): void {
  const head = document.querySelector<HTMLElement>(`[role=grid] [data-phase="${id}"][data-row]`);
  const root = head?.closest<HTMLElement>('[role=grid]');
  change(editor, words('didRemove', { name }), edits.removePhase(editor.document, id));
  if (head && root) standNear(root, placeOf(head));
}

function touchpointItems(editor: Editor, id: string): GridItem[] {
  const touchpoint = get(editor.document, 'touchpoint', id);
  if (!touchpoint) return [];
  const all = touchpoints(editor.document);
  const at = all.findIndex((each) => each.id === id);
  const others = phases(editor.document).filter((phase) => phase.id !== touchpoint.phase);
  const moved = words('didMove', { name: touchpoint.name });
  return [
    rename(editor, id),
    { label: words('openPanel'), icon: 'info', looks: true, onselect: () => editor.open(id) },
    lookItem(editor, id),
    connectItem(editor, id),
    ...subMapItems(editor, touchpoint),
    {
      label: words('addTouchpointAfter'),
      icon: 'plus',
      onselect: () =>
        addAndName(
          editor,
          words('didAddTouchpoint'),
          edits.addTouchpoint(editor.document, { name: words('newTouchpoint'), phase: touchpoint.phase, after: id }),
        ),
    },
    {
      label: words('moveLeft'),
      icon: 'left',
      apart: true,
      disabled: at <= 0,
      onselect: () => change(editor, moved, edits.moveTouchpoint(editor.document, id, -1)),
    },
    {
      label: words('moveRight'),
      icon: 'right',
      disabled: at === all.length - 1,
      onselect: () => change(editor, moved, edits.moveTouchpoint(editor.document, id, 1)),
    },
    ...(touchpoint.width
      ? [
          {
            label: words('usualWidth'),
            onselect: () => change(editor, words('didSize', { name: touchpoint.name }), edits.set(editor.document, id, { width: null })),
          },
        ]
      : []),
    ...others.map((phase, index) => ({
      label: words('moveToPhase', { name: phase.name }),
      apart: index === 0,
      onselect: () => change(editor, moved, edits.moveToPhase(editor.document, id, phase.id, 'end')),
    })),
    {
      label: words('momentOfTruth'),
      checked: touchpoint.moment_of_truth ?? false,
      apart: true,
      onselect: () =>
        change(
          editor,
          words('didMark', { name: touchpoint.name }),
          edits.set(editor.document, id, { moment_of_truth: !touchpoint.moment_of_truth }),
        ),
    },
    {
      label: words('removeTouchpoint'),
      icon: 'trash',
      danger: true,
      apart: true,
      onselect: () => change(editor, words('didRemove', { name: touchpoint.name }), edits.removeTouchpoint(editor.document, id)),
    },
  ];
}

function laneItems(editor: Editor, id: string): GridItem[] {
  const all = lanes(editor.document);
  const at = all.findIndex((lane) => lane.id === id);
  const lane = all[at];
  if (!lane) return [];
  const moved = words('didMove', { name: lane.name });
  const folded = lane.collapsed && !editor.unfolded.has(id);
  return [
    rename(editor, id),
    {
      label: words('addLaneBelow'),
      icon: 'plus',
      onselect: () => addAndName(editor, words('didAddLane'), edits.addLane(editor.document, words('newLane'), 'text', id)),
    },
    ...laneKindItems(editor, lane),
    evidenceItem(editor, id),
    {
      label: words('moveUp'),
      icon: 'up',
      apart: true,
      disabled: at <= 0,
      onselect: () => change(editor, moved, edits.moveLane(editor.document, id, -1)),
    },
    {
      label: words('moveDown'),
      icon: 'down',
      disabled: at === all.length - 1,
      onselect: () => change(editor, moved, edits.moveLane(editor.document, id, 1)),
    },
    ...(lane.height
      ? [{ label: words('usualHeight'), onselect: () => change(editor, words('didSize', { name: lane.name }), edits.set(editor.document, id, { height: null })) }]
      : []),
    { label: words(folded ? 'unfold' : 'fold'), icon: folded ? 'down' : 'right', looks: true, onselect: () => foldLane(editor, lane) },
    { label: words('hideLane'), icon: 'eye', looks: true, onselect: () => hideLane(editor, id) },
    {
      label: words('removeLane'),
      icon: 'trash',
      danger: true,
      apart: true,
      onselect: () => change(editor, words('didRemove', { name: lane.name }), edits.removeLane(editor.document, id)),
    },
  ];
}

function cardItems(editor: Editor, id: string, touchpoint: string): GridItem[] {
  const card = get(editor.document, 'cell', id);
  return [
    ...(card ? cellItems(editor, card, touchpoint) : [{ label: words('details'), icon: 'info' as const, looks: true, onselect: asks(editor, { type: 'details', id }) }]),
    evidenceItem(editor, id),
    ...clipItems(editor),
    {
      label: words('removeCard'),
      icon: 'trash',
      danger: true,
      apart: true,
      onselect: () =>
        change(editor, words('didRemove', { name: words('card') }), removeCard(editor.document, id, touchpoint)),
    },
  ];
}

function cellItems(editor: Editor, card: Cell, touchpoint: string): GridItem[] {
  const kind = becomes(editor.document, card);
  const key = positionKey(card.lane, touchpoint);
  return [
    {
      label: words('edit'),
      icon: 'edit',
      onselect: () => setTimeout(() => (editor.editing = { type: 'card', key, id: card.id, start: null }), 60),
    },
    lookItem(editor, card.id),
    ...(kind ? [{ label: words('makeRecord', { kind: words(RECORDS[kind]) }), icon: 'spark' as const, onselect: () => makeRecord(editor, card) }] : []),
    ...fileItems(editor, card),
    ...linkItems(card.text),
  ];
}

const RECORDS = { pain_point: 'kindPain', solution: 'kindSolution', system: 'kindSystem', kpi: 'kindKpi' } as const;

/** A card becomes the pain point, solution, system or KPI it speaks of; then there is more to fill in. */
function makeRecord(editor: Editor, card: Cell): void {
  const made = become(editor.document, card);
  if (!made) return;
  const label = words('madeRecord', { kind: words(RECORDS[made.kind]), name: plain(card.text) });
  if (editor.change(label, made.changes)) asks(editor, { type: 'details', id: made.id })();
}

/** The menu gives the focus back first; then a dialog may take it. */
const asks = (editor: Editor, asking: Asking) => (): void => void setTimeout(() => (editor.asking = asking), 60);

const evidenceItem = (editor: Editor, id: string): GridItem => ({ label: words('evidence'), icon: 'book', looks: true, onselect: asks(editor, { type: 'evidence', id }) });

const asked = (needed: boolean, title: string, text: string): Promise<boolean> =>
  needed ? confirm({ title, text, yes: words('removePhase'), danger: true }) : Promise.resolve(true);
