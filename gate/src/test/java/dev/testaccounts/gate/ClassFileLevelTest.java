package dev.testaccounts.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users' own tests load runs on their Java 17. */
class ClassFileLevelTest {
  private static final int JAVA_17 = 61;

  static List<String> loadedByUsers() {
    return List.of("api", "client", "junit").stream()
        .filter(Repository.modules()::contains)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("loadedByUsers")
  void product_is_readable_by_java_17(String module) {
    Path classes = Repository.root().resolve(module).resolve("target/classes");

    assertThat(Repository.files(classes, ".class")).isNotEmpty();
    assertThat(above(JAVA_17, classes)).isEmpty();
  }

  /** This room itself is built for a later Java, so its classes are the violation. */
  @Test
  void planted_classes_of_a_later_java_trip() {
    Path classes = Repository.root().resolve("gate/target/classes");

    assertThat(above(JAVA_17, classes)).singleElement().asString().contains("package-info.class");
  }

  private static List<Path> above(int major, Path classes) {
    return Repository.files(classes, ".class").stream()
        .filter(file -> major(file) > major)
        .toList();
  }

  /** The fourth 16-bit number of a class file (JVMS 4.1). */
  private static int major(Path file) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      in.skipNBytes(6);
      return in.readUnsignedShort();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
