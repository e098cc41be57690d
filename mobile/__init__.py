"""The phone: an installable offline web app over the same flows. See README.md."""

from __future__ import annotations

import gc
import sys

if sys.platform == "emscripten":
    # Until the first page is there hardly anything dies of what is loaded, and looking for it takes time of the start
    # (`mobile.main` begins it again).
    gc.disable()
