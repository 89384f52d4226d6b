package dev.testaccounts.gate.planted.arrows.store;

import dev.testaccounts.gate.planted.arrows.web.Page;
import org.jspecify.annotations.NullMarked;

/** Planted: store has no arrow to web. */
@NullMarked
record AsksWeb(Page page) {}
