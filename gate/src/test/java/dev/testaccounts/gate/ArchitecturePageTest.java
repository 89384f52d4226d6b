package dev.testaccounts.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** ARCHITECTURE.md names nothing that is not there. */
class ArchitecturePageTest {
  @Test
  void product_has_what_its_page_names() {
    ArchitecturePage page = ArchitecturePage.ofProduct();

    assertThat(page.paths()).as("paths on the page").isNotEmpty();
    assertThat(page.missing(Repository.root())).as("paths that are not there").isEmpty();
  }

  @Test
  void product_page_names_every_module() {
    assertThat(ArchitecturePage.ofProduct().paths()).containsAll(Repository.modules());
  }

  @Test
  void planted_page_trips() {
    ArchitecturePage page =
        new ArchitecturePage(
            """
            Start with `./verify`, `.ci/run` or `pom.xml`; `core/src/main/nowhere` is gone, so is `GONE.md`,
            and `gate/*/nothing`. Not paths: `core`, `/v1/leases`, `dev.testaccounts`, `${env:X}`, `a / b`.
            `gate/*.xml` is there.
            ```
            tam/
            ├── gate/        here
            │   ├── pom.xml  here
            │   └── attic/   not here
            └── cellar/      not here
            ```
            """);

    assertThat(page.missing(Repository.root()))
        .containsExactly(
            "core/src/main/nowhere", "GONE.md", "gate/*/nothing", "gate/attic", "cellar");
  }
}
