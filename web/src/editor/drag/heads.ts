/** Dragging phases, touchpoints and lanes by their heads. */
import type { Change } from '$/journey/document';
import { placeLane, placePhase, placeTouchpoint } from '$/journey/moves';
import { nameOf } from '$/journey/queries';
import { headOf, standOnDrawn } from '../roving';
import { gapAt, within, type Stretch } from './geometry';
import type { Drag } from './pointer';
import type { Scene } from './scene';
import { words } from './words';

type Point = { x: number; y: number };

/** A drag that ends in a change: `aim` marks where it would land and says what dropping there changes. */
function headDrag(scene: Scene, head: HTMLElement, id: string, down: Point, aim: (x: number, y: number) => Change[]): Drag {
  const name = nameOf(scene.editor.document, id);
  let changes: Change[] = [];
  scene.lift([head], down);
  scene.editor.say(words('lifted', { name, n: 1 }));
  return {
    move(x, y) {
      scene.refresh();
      changes = aim(x, y);
      scene.layer.carry(x, y);
    },
    drop() {
      if (!changes.length || !scene.editor.change(words('didMove', { name }), changes)) return;
      const kind = id.slice(0, id.lastIndexOf('_'));
      standOnDrawn(scene.root, () => headOf(scene.root, kind, id));
    },
    end(dropped) {
      scene.end();
      if (!dropped || !changes.length) scene.editor.say(words('putBack'));
    },
  };
}

export function dragTouchpoint(scene: Scene, head: HTMLElement, id: string, down: Point): Drag {
  return headDrag(scene, head, id, down, (x) => {
    const { columns } = scene.geometry;
    const at = within(columns, x);
    const column = scene.grid.columns[at];
    const here = columns[at];
    if (!column || !here) return [];
    const behind = column.type === 'collapsed' || (column.type !== 'empty' && x > (here.low + here.high) / 2);
    scene.upright(behind ? here.high : here.low);
    const after = scene.grid.columns
      .slice(behind ? at + 1 : at)
      .find((each) => each.type === 'touchpoint' && each.phase === column.phase && each.touchpoint.id !== id);
    const next = after?.type === 'touchpoint' ? after.touchpoint.id : null;
    return placeTouchpoint(scene.editor.document, id, column.phase, next);
  });
}

export function dragPhase(scene: Scene, head: HTMLElement, id: string, down: Point): Drag {
  return headDrag(scene, head, id, down, (x) => {
    const { columns } = scene.geometry;
    const stretches = scene.grid.spans.flatMap(({ start, span }): Stretch[] => {
      const first = columns[start];
      const last = columns[start + span - 1];
      return first && last ? [{ low: first.low, high: last.high }] : [];
    });
    const gap = gapAt(stretches, x);
    scene.upright(stretches[gap]?.low ?? stretches.at(-1)?.high ?? x);
    return placePhase(scene.editor.document, id, beside(scene.grid.spans.map((span) => span.phase.id), gap, id));
  });
}

export function dragLane(scene: Scene, head: HTMLElement, id: string, down: Point): Drag {
  return headDrag(scene, head, id, down, (_, y) => {
    const { rows } = scene.geometry;
    const gap = gapAt(rows, y);
    scene.level(rows[gap]?.low ?? rows.at(-1)?.high ?? y);
    return placeLane(scene.editor.document, id, beside(scene.grid.rows.map((lane) => lane.id), gap, id));
  });
}

/** What stands behind a gap, were the dragged one not there. */
const beside = (ids: readonly string[], gap: number, dragged: string): string | null =>
  (ids[gap] === dragged ? ids[gap + 1] : ids[gap]) ?? null;
