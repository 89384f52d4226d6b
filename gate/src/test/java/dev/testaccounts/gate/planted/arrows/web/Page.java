package dev.testaccounts.gate.planted.arrows.web;

import org.jspecify.annotations.NullMarked;

@NullMarked
public record Page(String title) {}
