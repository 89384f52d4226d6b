package dev.testaccounts.samples.userservice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsesTest extends RunningService {

  private int begin(String username, String holder) throws Exception {
    return caller.post("/admin/uses", use(username, holder)).statusCode();
  }

  private int end(String username, String holder) throws Exception {
    return caller.send("DELETE", "/admin/uses", use(username, holder)).statusCode();
  }

  private static String use(String username, String holder) {
    return "{\"username\":\"" + username + "\",\"holder\":\"" + holder + "\"}";
  }

  @Test
  void oneAfterAnotherIsNoCollision() throws Exception {
    assertThat(begin("ann", "a")).isEqualTo(200);
    assertThat(begin("bob", "b")).isEqualTo(200);
    assertThat(end("ann", "a")).isEqualTo(200);
    assertThat(begin("ann", "b")).isEqualTo(200);

    assertThat(caller.get("/admin/uses").body())
        .isEqualTo("{\"uses\":{\"ann\":\"b\",\"bob\":\"b\"},\"collisions\":[]}");
    assertThat(service.collisions()).isEmpty();
  }

  @Test
  void twoAtOnceAreSeen() throws Exception {
    begin("ann", "a");

    assertThat(begin("ann", "b")).isEqualTo(409);

    assertThat(service.collisions()).containsExactly("ann: b came while a was in it");
    assertThat(end("ann", "b")).isEqualTo(404);
    assertThat(end("ann", "a")).isEqualTo(200);
  }

  @Test
  void anAccountThatGoesAwayUnderItsHolderIsSeen() throws Exception {
    caller.create("ann");
    begin("ann", "a");
    caller.delete("ann");

    assertThat(service.collisions()).containsExactly("ann: it was deleted while a was in it");
    caller.send("DELETE", "/admin/accounts", "");
    assertThat(service.collisions()).isEmpty();
  }

  @Test
  void anAccountThatNobodyIsInMayGoAway() throws Exception {
    caller.create("ann");
    begin("ann", "a");
    end("ann", "a");
    caller.delete("ann");

    assertThat(service.collisions()).isEmpty();
  }
}
