package dev.testaccounts.bench;

/** What the server answered. */
record Answer(int status, String body) {

  static Answer of(Message message) {
    return new Answer(Integer.parseInt(message.start().split(" ", 3)[1]), message.body());
  }

  Answer require(int expected) {
    if (status != expected) {
      throw new IllegalStateException("expected " + expected + ", got " + this);
    }
    return this;
  }

  /** The value of the first field of that name, where it is a string. */
  String text(String field) {
    int start = body.indexOf("\"" + field + "\":\"") + field.length() + 4;
    return body.substring(start, body.indexOf('"', start));
  }
}
