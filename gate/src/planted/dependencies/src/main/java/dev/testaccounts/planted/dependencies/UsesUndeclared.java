package dev.testaccounts.planted.dependencies;

import tools.jackson.core.Version;

record UsesUndeclared(Version version) {}
