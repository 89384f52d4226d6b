package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Listing.Listed;
import dev.testaccounts.core.service.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A list is read to its end, or it is told why not. */
class RollTest {

  private static final String FIRST = "first";

  @Test
  void all_parts_are_read_and_who_is_on_two_of_them_counts_once() {
    Map<String, Listing> parts =
        Map.of(FIRST, part("b", "ann", "ben"), "b", part("c"), "c", part(null, "ben", "cay"));

    assertThat(value(read(from -> parts.getOrDefault(from, part(null)))).accounts())
        .extracting(Listed::username)
        .containsExactly("ann", "ben", "cay");
  }

  /** As where the newest come first, and some came since the page before. */
  @Test
  void a_page_that_has_nothing_new_is_no_reason_to_give_up() {
    Map<String, Listing> parts =
        Map.of(FIRST, part("b", "ann"), "b", part("c", "ann"), "c", part(null, "ben"));

    assertThat(value(read(from -> parts.getOrDefault(from, part(null)))).accounts())
        .extracting(Listed::username)
        .containsExactly("ann", "ben");
  }

  /** What pages are called may hold a secret. */
  @Test
  void pages_that_lead_in_a_circle_are_no_list() {
    Map<String, Listing> parts =
        Map.of(
            FIRST,
            part("key=s3cr3t&page=2", "ann"),
            "key=s3cr3t&page=2",
            part("key=s3cr3t&page=3", "ben"),
            "key=s3cr3t&page=3",
            part("key=s3cr3t&page=2", "cay"));

    assertThat(told(from -> parts.getOrDefault(from, part(null))))
        .isEqualTo("a page leads to one that was read before");
  }

  @Test
  void a_service_that_takes_no_notice_of_the_page_has_no_list() {
    assertThat(told(from -> part(from + "1", "ann", "ben")))
        .isEqualTo("its pages have none that earlier ones did not have");
  }

  @Test
  void there_is_an_end_to_what_is_read() {
    assertThat(told(from -> thousands(from.equals(FIRST) ? 1 : Integer.parseInt(from))))
        .isEqualTo("there are more than 1000000");
  }

  private static Listing thousands(int number) {
    return new Listing.Part(
        IntStream.range(0, 50_000).mapToObj(i -> new Listed(number + "-" + i, null)).toList(),
        String.valueOf(number + 1));
  }

  private static Listing part(@Nullable String next, String... names) {
    return new Listing.Part(
        List.of(names).stream().map(each -> new Listed(each, "id-" + each)).toList(), next);
  }

  private static String told(Function<String, Listing> service) {
    return problem(read(service))
        .detail()
        .replace("service 'shop': list: expected all of its accounts: ", "");
  }

  private static Result<Roll> read(Function<String, Listing> service) {
    return Roll.read(
        "shop", new ListedOnly(service), InstantSource.system(), Instant.now().plusSeconds(600));
  }

  /** A service that is only asked for its list. */
  private record ListedOnly(Function<String, Listing> service) implements Connector {

    @Override
    public Listing list(@Nullable String from) {
      return service.apply(from == null ? FIRST : from);
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of(Capability.LIST);
    }

    @Override
    public Reply create(Identity identity) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Reply delete(Identity identity) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Reply exists(Identity identity) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Reply reset(Identity identity) {
      throw new UnsupportedOperationException();
    }
  }
}
