package network.reuse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.ext.web.Router;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PublicOperationsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("network.reuse.gateway");

    private static final File DOCUMENTS = new File("src/main/resources/openapi");

    /** What is public without being an operation of a resource: files, routes of their own, and an extension's page. */
    private static final Set<String> OTHERWISE = Set.of(
            "GET /favicon.ico",
            "GET /live.js",
            "GET /openapi/own",
            "GET /openapi/own.json",
            "GET /openapi/own.yaml",
            "GET /openapi/own.yml",
            "GET /style.css",
            "GET /swagger-ui",
            "GET /swagger-ui/*",
            "GET /v1/progress/stream");

    @Test
    void whatIsOpenToEverybodyIsExactlyTheCommittedList() throws IOException {
        Set<String> open = new TreeSet<>(OTHERWISE);
        open.addAll(openBehindTheEdge());
        for (JavaClass resource : CLASSES) {
            for (JavaMethod method : resource.getMethods()) {
                if (isOperation(method) && isOpen(resource, method)) {
                    open.add(name(resource, method));
                }
            }
        }

        assertThat(open).containsExactlyElementsOf(new TreeSet<>(committed()));
    }

    @Test
    void everyOtherOperationNamesItsRoles() {
        for (JavaClass resource : CLASSES) {
            for (JavaMethod method : resource.getMethods()) {
                if (isOperation(method) && !isOpen(resource, method)) {
                    assertThat(method.isAnnotatedWith(RolesAllowed.class)
                                    || resource.isAnnotatedWith(RolesAllowed.class))
                            .as(method.getFullName())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void routesOfTheirOwnAreTheStreamAndThePassageAlone() {
        Set<String> routing = new TreeSet<>();
        for (JavaClass one : CLASSES) {
            if (one.getDirectDependenciesFromSelf().stream()
                    .anyMatch(dependency -> dependency.getTargetClass().isEquivalentTo(Router.class))) {
                routing.add(one.getSimpleName());
            }
        }
        assertThat(routing).containsExactly("LiveStream", "ReverseProxy");
    }

    /** What the services' own documents say is open: an operation that asks for no token. */
    private static Set<String> openBehindTheEdge() throws IOException {
        Set<String> open = new TreeSet<>();
        for (File document : Objects.requireNonNull(DOCUMENTS.listFiles())) {
            for (Map.Entry<String, JsonNode> path :
                    new YAMLMapper().readTree(document).path("paths").properties()) {
                for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                    if (method.getValue().has("responses")
                            && method.getValue().path("security").isEmpty()) {
                        open.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }
            }
        }
        return open;
    }

    private static boolean isOperation(JavaMethod method) {
        return method.getAnnotations().stream()
                .anyMatch(annotation -> annotation.getRawType().isMetaAnnotatedWith(HttpMethod.class)
                        || annotation.getRawType().isAnnotatedWith(HttpMethod.class));
    }

    private static boolean isOpen(JavaClass resource, JavaMethod method) {
        return method.isAnnotatedWith(PermitAll.class)
                || (resource.isAnnotatedWith(PermitAll.class) && !method.isAnnotatedWith(RolesAllowed.class));
    }

    private static String name(JavaClass resource, JavaMethod method) {
        String verb = method.getAnnotations().stream()
                .map(annotation -> annotation.getRawType())
                .filter(type -> type.isAnnotatedWith(HttpMethod.class))
                .map(type -> type.getAnnotationOfType(HttpMethod.class).value())
                .findFirst()
                .orElseThrow();
        String path = "/"
                + path(
                        resource.isAnnotatedWith(Path.class)
                                ? resource.getAnnotationOfType(Path.class).value()
                                : "");
        if (method.isAnnotatedWith(Path.class)) {
            path += "/" + path(method.getAnnotationOfType(Path.class).value());
        }
        String plain = path.replaceAll("\\{(\\w+):[^/]*?\\}(?=$|[/.])", "{$1}").replaceAll("/+", "/");
        return verb + " "
                + (plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain);
    }

    private static String path(String raw) {
        return raw.startsWith("/") ? raw.substring(1) : raw;
    }

    private static List<String> committed() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(PublicOperationsTest.class.getResourceAsStream("/public-operations.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
