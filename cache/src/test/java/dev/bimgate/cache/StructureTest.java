package dev.bimgate.cache;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The dependencies between the classes of this module, written to {@code target/structure.txt}.
 *
 * <p>A class depends on each class of this module that its code names; imports and comments do not
 * count, and a nested class counts as its top-level class. A class that depends on none has level
 * 1, any other the highest level that it depends on plus 1. The classes of a cycle share a level.
 */
class StructureTest {

  private static final String PACKAGE = "dev.bimgate.cache.";
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path REPORT = Path.of("target/structure.txt");

  @Test
  void noClassDependsOnItself() throws IOException {
    List<Path> sources = sources();
    Graph graph = new Graph(namesIn(sources));

    String summary = summary(sources, graph);
    Files.writeString(REPORT, summary + details(graph));
    System.out.print(summary);

    assertThat(graph.cycles()).as("see %s", REPORT).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  /** Each top-level class with the others that its code names. */
  private static Map<String, Set<String>> namesIn(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources));
      Iterable<? extends CompilationUnitTree> units = task.parse();
      task.analyze();
      NameScanner scanner = new NameScanner(Trees.instance(task));
      scanner.scan(units, null);
      return scanner.names;
    }
  }

  private static String summary(List<Path> sources, Graph graph) throws IOException {
    long lines = 0;
    for (Path source : sources) {
      lines += Files.readAllLines(source).size();
    }
    String cycles = graph.cycles().stream().map(StructureTest::list).collect(joining("; "));
    return "%d files, %d lines, %d classes, %d levels%ncycles: %s%n"
        .formatted(
            sources.size(),
            lines,
            graph.uses().size(),
            graph.byLevel().lastKey(),
            cycles.isEmpty() ? "none" : cycles);
  }

  private static String details(Graph graph) {
    return graph.byLevel().entrySet().stream()
        .map(level -> "level %d: %s%n".formatted(level.getKey(), list(level.getValue())))
        .collect(joining());
  }

  private static String list(Set<String> types) {
    return types.stream().map(type -> type.substring(PACKAGE.length())).collect(joining(", "));
  }

  /**
   * Which class depends on which.
   *
   * @param uses each class with those it depends on directly
   */
  private record Graph(Map<String, Set<String>> uses) {

    /** All that a class depends on, itself too if it is in a cycle. */
    private Set<String> reach(String type) {
      Set<String> reached = new TreeSet<>();
      Deque<String> open = new ArrayDeque<>(uses.getOrDefault(type, Set.of()));
      while (!open.isEmpty()) {
        String next = open.pop();
        if (reached.add(next)) {
          open.addAll(uses.getOrDefault(next, Set.of()));
        }
      }
      return reached;
    }

    /** The classes of the cycle that a class is in; empty if it is in none. */
    private Set<String> cycleOf(String type) {
      Set<String> cycle = reach(type);
      cycle.removeIf(other -> !reach(other).contains(type));
      return cycle;
    }

    List<Set<String>> cycles() {
      return uses.keySet().stream()
          .map(this::cycleOf)
          .filter(cycle -> !cycle.isEmpty())
          .distinct()
          .toList();
    }

    NavigableMap<Integer, Set<String>> byLevel() {
      Map<String, Integer> levels = new TreeMap<>();
      uses.keySet().forEach(type -> level(type, levels));
      NavigableMap<Integer, Set<String>> byLevel = new TreeMap<>();
      levels.forEach(
          (type, level) -> byLevel.computeIfAbsent(level, none -> new TreeSet<>()).add(type));
      return byLevel;
    }

    private int level(String type, Map<String, Integer> known) {
      Integer level = known.get(type);
      if (level == null) {
        Set<String> below = reach(type);
        below.removeAll(cycleOf(type));
        level = 1 + below.stream().mapToInt(other -> level(other, known)).max().orElse(0);
        known.put(type, level);
      }
      return level;
    }
  }

  /** Collects which class names which. */
  private static final class NameScanner extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final Trees trees;
    private final Map<String, Set<String>> names = new TreeMap<>();
    private String current = "";

    NameScanner(Trees trees) {
      this.trees = trees;
    }

    @Override
    public @Nullable Void visitImport(ImportTree tree, @Nullable Void unused) {
      return null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
      current = topLevel(trees.getElement(getCurrentPath()));
      names.computeIfAbsent(current, none -> new TreeSet<>());
      return super.visitClass(tree, null);
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void unused) {
      add(trees.getElement(getCurrentPath()));
      return super.visitIdentifier(tree, null);
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void unused) {
      add(trees.getElement(getCurrentPath()));
      return super.visitMemberSelect(tree, null);
    }

    private void add(@Nullable Element named) {
      if (named instanceof TypeElement) {
        String type = topLevel(named);
        if (type.startsWith(PACKAGE) && !type.equals(current)) {
          names.computeIfAbsent(current, none -> new TreeSet<>()).add(type);
        }
      }
    }

    private static String topLevel(Element type) {
      Element enclosing = Objects.requireNonNull(type.getEnclosingElement());
      return enclosing instanceof PackageElement ? type.toString() : topLevel(enclosing);
    }
  }
}
