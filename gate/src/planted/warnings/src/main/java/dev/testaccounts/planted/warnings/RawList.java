package dev.testaccounts.planted.warnings;

import java.util.List;

final class RawList {
  private RawList() {}

  static int size(List list) {
    return list.size();
  }
}
