package dev.testaccounts.planted.format;

record Sloppy( String name ) { }
