"""What stays as long as the server does is not gone through again and again for garbage.

Going through all that is loaded takes a fifth of a second, in which no request is answered and no room passes on
what was typed.
"""

from __future__ import annotations

import atexit
import gc

YOUNG = 10_000
"""How many new objects there may be before the youngest are looked at; by itself Python looks at 700."""


def settle_down() -> None:
    """Set aside what is there now, when nearly all of it is code; only what comes later is looked through.

    Nothing is collected first: that would be the very pause. When the program ends all is looked through again, for
    libraries complain of what is left.
    """
    atexit.unregister(gc.unfreeze)
    atexit.register(gc.unfreeze)
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
    gc.freeze()
