package dev.testaccounts.planted.unmarked;

record Unmarked(String name) {}
