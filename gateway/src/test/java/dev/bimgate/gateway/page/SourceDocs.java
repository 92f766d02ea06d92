package dev.bimgate.gateway.page;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The documentation comments of our sources, as Markdown. */
final class SourceDocs {

  private static final Path ROOT = Path.of("..");

  /** A comment that only links to another one. */
  private static final Pattern ONLY_A_LINK = Pattern.compile("`(\\w+)#(\\w+)`\\.");

  private final Map<String, List<String>> paragraphs = new LinkedHashMap<>();

  private SourceDocs() {}

  /** Reads the sources of these top-level types, wherever in the repository they are. */
  static SourceDocs of(Class<?>... types) throws IOException {
    SourceDocs docs = new SourceDocs();
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<Path> sources = Stream.of(types).map(SourceDocs::source).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjects(sources.toArray(Path[]::new)));
      Comments comments = docs.new Comments(DocTrees.instance(task));
      for (CompilationUnitTree unit : task.parse()) {
        comments.scan(unit, null);
      }
    }
    return docs;
  }

  private static Path source(Class<?> type) {
    String file = "src/main/java/" + type.getName().replace('.', '/') + ".java";
    return Stream.of("gateway", "cache", "client-core")
        .map(module -> ROOT.resolve(module).resolve(file))
        .filter(path -> path.toFile().exists())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no source of " + type));
  }

  /** The paragraphs of a constant's comment. */
  List<String> of(Enum<?> constant) {
    return of(constant.getDeclaringClass(), constant.name());
  }

  /** The paragraphs of a member's comment. */
  List<String> of(Class<?> type, String member) {
    return find(name(type) + "." + member);
  }

  /** The paragraphs of a type's comment. */
  List<String> of(Class<?> type) {
    return find(name(type));
  }

  /** The position of a method in the source, after those with a smaller number. */
  int order(Method method) {
    return new ArrayList<>(paragraphs.keySet())
        .indexOf(name(method.getDeclaringClass()) + "." + method.getName());
  }

  /** These methods in the order of the source. */
  List<Method> inOrder(Method... methods) {
    return Stream.of(methods).sorted(Comparator.comparing(this::order)).toList();
  }

  private List<String> find(String element) {
    List<String> found = paragraphs.get(element);
    if (found == null) {
      throw new AssertionError(element + " has no Javadoc, and a page of docs/ needs it");
    }
    Matcher link = ONLY_A_LINK.matcher(found.get(0));
    return found.size() == 1 && link.matches() ? find(link.group(1) + "." + link.group(2)) : found;
  }

  /** As in the source: {@code GatewaySettings.Cache}. */
  private static String name(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
  }

  /** Collects the comments of types, methods and fields. */
  private final class Comments extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final DocTrees trees;
    private final Deque<String> types = new ArrayDeque<>();

    Comments(DocTrees trees) {
      this.trees = trees;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      String name = type.getSimpleName().toString();
      if (name.isEmpty()) {
        return null;
      }
      types.addLast(name);
      keep("");
      super.visitClass(type, nothing);
      types.removeLast();
      return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      keep("." + method.getName());
      return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree field, @Nullable Void nothing) {
      keep("." + field.getName());
      return null;
    }

    private void keep(String member) {
      DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
      if (comment != null) {
        paragraphs.put(String.join(".", types) + member, markdown(comment));
      }
    }
  }

  private static List<String> markdown(DocCommentTree comment) {
    StringBuilder text = new StringBuilder();
    for (DocTree part : comment.getFullBody()) {
      text.append(markdown(part));
    }
    return Stream.of(text.toString().split("\f"))
        .map(paragraph -> paragraph.replaceAll("\\s+", " ").strip())
        .toList();
  }

  private static String markdown(DocTree part) {
    if (part instanceof TextTree text) {
      return text.getBody();
    }
    if (part instanceof LiteralTree literal) {
      return "`" + literal.getBody().getBody().strip() + "`";
    }
    if (part instanceof LinkTree link) {
      return "`" + link.getReference().getSignature() + "`";
    }
    if (part instanceof EntityTree entity) {
      return "&" + entity.getName() + ";";
    }
    if (part instanceof StartElementTree element && element.getName().contentEquals("p")) {
      return "\f";
    }
    throw new AssertionError("no Markdown is known for " + part);
  }
}
