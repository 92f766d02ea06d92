package dev.bimgate.cache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Variants: RFC 9111, section 4.1. */
class VaryTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*", "*, *", "* / *", ", *", " / *", "*, Foo", "Foo, *", "Foo,*", "foo bar", "foo;q=1",
        "\"*\""
      })
  void nothingFitsAStarAnywhereNorWhatIsNoName(String lines) {
    // When
    Vary vary = Vary.of(Written.values(lines));

    // Then
    assertThat(vary.isAny()).isTrue();
    assertThat(vary.names()).isEmpty();
  }

  @Test
  void nothingFitsMoreNamesThanAnybodyNeeds() {
    // Given
    var names = IntStream.range(0, Vary.MAX_NAMES).mapToObj(i -> "X-" + i).toList();
    String most = String.join(", ", names);

    // When
    Vary tooMany = Vary.of(List.of(most, "one-more"));

    // Then
    assertThat(Vary.of(List.of(most)).names()).hasSize(Vary.MAX_NAMES);
    assertThat(tooMany).isEqualTo(Vary.of(List.of("*")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # lines                               | names
                                                |
          ``                                    |
          ,,                                    |
          Foo                                   | foo
          Foo, Bar                              | bar foo
          Foo / Bar                             | bar foo
          foo , FOO,,\tbar                      | bar foo
          Accept-Encoding                       |
          accept-encoding, Accept, AUTHORIZATION | accept
          """)
  void theNamesAreThoseThatMakeAVariant(@Nullable String lines, @Nullable String names) {
    // When
    Vary vary = Vary.of(Written.values(lines));

    // Then
    assertThat(vary.isAny()).isFalse();
    assertThat(vary.names()).isEqualTo(Written.words(names));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # one request                    | another                       | alike
          Foo: 1                           | Foo: 1                        | true
          Foo: 1                           | foo:1                         | true
          Foo: 1                           | Foo: 1 / Other: 2             | true
          Foo: 1, 2                        | Foo: 1 / Foo: 2               | true
          Foo: 1, 2                        | Foo:  1, 2\t                  | true
                                           | Other: 2                      | true
          Foo: 1                           | Foo: 2                        | false
          Foo: 1                           |                               | false
          Foo:                             |                               | false
          Foo: a                           | Foo: A                        | false
          Foo: 1,2                         | Foo: 1, 2                     | false
          Foo: 1, 2                        | Foo: 2, 1                     | false
          Foo: 1                           | Bar: 1                        | false
          Foo: 1 / Bar: 2                  | Foo: 2 / Bar: 1               | false
          Foo: 3:bar1:1                    | Bar: 1 / Foo:                 | false
          Accept: a/b,c/d;q=0.5            | Accept: a/b ,  c/d ; q=0.5    | true
          Accept: a/b, c/d                 | Accept: a/b / Accept: c/d     | true
          Accept: a/b, c/d                 | Accept: c/d, a/b              | false
          Accept: a/b                      | Accept: A/b                   | false
          Accept: a/b;x="1, 2"             | Accept: a/b;x="1,2"           | false
          Accept: a/b;x="1; 2"             | Accept: a/b;x="1;2"           | false
          Accept-Language: en, de          | Accept-Language:  en ,   de   | true
          Accept-Language: en, de          | Accept-Language: eN, De       | true
          Accept-Language: en, de          | Accept-Language: de, en       | true
          Accept-Language: en, de;q=0.5    | Accept-Language: de ;q=0.5,en | true
          Accept-Language: en, de;q=0.5    | Accept-Language: en;q=0.5, de | false
          Accept-Language: en              | Accept-Language: de           | false
          Accept-Language:                 |                               | false
          Accept-Charset: utf-8,a;q=0.5    | Accept-Charset: UTF-8, A; Q=0.5 | true
          Accept-Charset: utf-8, a         | Accept-Charset: a, utf-8      | false
          """)
  void requestsAreAlikeIfEachFieldMeansTheSame(
      @Nullable String one, @Nullable String another, boolean alike) {
    // Given
    Vary vary = Vary.of(Written.values("Foo, Bar, Accept, Accept-Language, Accept-Charset"));

    // When
    String first = vary.variantOf(Written.head(one));
    String second = vary.variantOf(Written.head(another));

    // Then
    assertThat(first.equals(second)).isEqualTo(alike);
  }

  @Test
  void variantsByOtherFieldsAreOthers() {
    // Given
    Headers request = Written.head("Foo: 1 / Bar: 1");

    // When
    String byFoo = Vary.of(Written.values("Foo")).variantOf(request);
    String byBar = Vary.of(Written.values("Bar")).variantOf(request);

    // Then
    assertThat(byFoo).isNotEqualTo(byBar);
  }

  @Test
  void theOrderInWhichNamesCameMeansNothing() {
    // When
    Vary one = Vary.of(Written.values("Foo, Bar"));

    // Then
    assertThat(one)
        .isEqualTo(Vary.of(Written.values("bar / foo")))
        .isNotEqualTo(Vary.of(Written.values("Foo")))
        .isNotEqualTo(Vary.of(Written.values("*")))
        .hasToString("bar, foo");
    assertThat(Vary.of(Written.values("*"))).isNotEqualTo(Vary.NONE).hasToString("*");
  }
}
