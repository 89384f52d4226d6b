package dev.testaccounts.api;

import java.time.Duration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * How the records of this package look as JSON: components by their names, times as RFC 3339 in
 * UTC, durations as {@link Durations} writes them, what is not there as an explicit {@code null}.
 * Unknown fields are ignored by this mapper, so that an older client reads a newer server; the
 * server reads requests strictly, by other means. Stateless.
 */
public final class WireFormat {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .addModule(
              new SimpleModule("tam-wire")
                  .addSerializer(Duration.class, new DurationWriter())
                  .addDeserializer(Duration.class, new DurationReader()))
          .build();

  private WireFormat() {}

  /** The one mapper, never null. Immutable and thread-safe. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  private static final class DurationWriter extends ValueSerializer<Duration> {
    @Override
    public void serialize(Duration value, JsonGenerator out, SerializationContext context) {
      out.writeString(Durations.format(value));
    }
  }

  private static final class DurationReader extends ValueDeserializer<Duration> {
    @Override
    public Duration deserialize(JsonParser in, DeserializationContext context) {
      String text = in.getValueAsString("");
      return Durations.parse(text)
          .orElseGet(
              () ->
                  (Duration)
                      context.handleWeirdStringValue(
                          Duration.class, text, "expected " + Durations.EXPECTED));
    }
  }
}
