package network.reuse.gateway.sandbox;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ServiceUnavailableException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import network.reuse.contracts.SandboxScopes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The sandbox's clients in the realm. They are registered through Keycloak's client registration service, by a client that may do
 * nothing else, and each is removed with the token that registering it gave. Every question has an end, whatever Keycloak does; one
 * that is not answered fails with 503.
 */
@ApplicationScoped
public class SandboxClients {
    private static final Logger LOG = Logger.getLogger(SandboxClients.class);
    private static final String REGISTRAR = "sandbox-registrar";
    private static final String TOKEN = "/protocol/openid-connect/token";
    private static final String CLIENTS = "/clients-registrations/default";
    private static final int CONNECT_MILLIS = 2_000;
    private static final long ANSWER_MILLIS = TimeUnit.SECONDS.toMillis(8);
    private static final long RETRY_AFTER_SECONDS = 5;
    private static final int AT_ONCE = 8;
    private static final int WAITING = 64;
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final WebClient realm;
    private final String path;
    private final String secret;

    public SandboxClients(
            Vertx vertx,
            TlsConfigurationRegistry tls,
            @ConfigProperty(name = "quarkus.oidc.tls.tls-configuration-name") Optional<String> trust,
            @ConfigProperty(name = "reuse.sandbox.realm") URI realm,
            @ConfigProperty(name = "reuse.sandbox.client.secret") String secret) {
        boolean encrypted = "https".equals(realm.getScheme());
        WebClientOptions options = new WebClientOptions();
        options.setDefaultHost(realm.getHost())
                .setDefaultPort(realm.getPort() < 0 ? encrypted ? 443 : 80 : realm.getPort())
                .setSsl(encrypted)
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxPoolSize(AT_ONCE)
                .setMaxWaitQueueSize(WAITING);
        options.setFollowRedirects(false);
        Optional<TlsConfiguration> believed = encrypted ? trust.flatMap(tls::get) : Optional.empty();
        believed.ifPresent(known -> TlsConfigUtils.configure(options, known));
        this.realm = WebClient.create(vertx, options);
        this.path = realm.getPath();
        this.secret = secret;
    }

    /**
     * Registers the client of an organisation, which is called by the organisation's id.
     *
     * @param scopes the client scopes that say what its tokens say
     * @return the token with which it is removed
     */
    Future<String> register(UUID organisation, String clientSecret, List<String> scopes) {
        return post(client(organisation, scopes).put("secret", clientSecret))
                .map(SandboxClients::registrationToken)
                .recover(SandboxClients::away);
    }

    /** Removes a client; done also when it is there no more, which is not believed of a realm that refuses its removal. */
    Future<Void> remove(UUID organisation, String registrationToken) {
        return delete(organisation, registrationToken)
                .compose(status -> switch (status) {
                    case NO_CONTENT -> Future.<Void>succeededFuture();
                    case UNAUTHORIZED, FORBIDDEN, NOT_FOUND -> requireGone(organisation, status);
                    default ->
                        Future.<Void>failedFuture(new IllegalStateException(
                                "removing the client " + organisation + " is answered " + status + " by the realm"));
                })
                .recover(SandboxClients::away);
    }

    /**
     * The realm answers alike for a client that is gone and for a token that is not good, so that its id is registered anew, for a
     * client whose secret the realm makes and nobody is told: refused while another has the id. It is let in, since the realm takes
     * no token of one that is not.
     */
    private Future<Void> requireGone(UUID organisation, int removal) {
        return post(client(organisation, List.of(SandboxScopes.SANDBOX)))
                .compose(answer -> answer.statusCode() == BAD_REQUEST
                        ? Future.failedFuture(new IllegalStateException("the realm still has the client " + organisation
                                + ": its removal is answered " + removal))
                        : delete(organisation, registrationToken(answer)))
                .compose(status -> status == NO_CONTENT
                        ? Future.succeededFuture()
                        : Future.failedFuture(new IllegalStateException("the realm has a client " + organisation
                                + " of which nobody knows the secret: its removal is answered " + status)));
    }

    private static JsonObject client(UUID organisation, List<String> scopes) {
        return new JsonObject()
                .put("clientId", organisation.toString())
                .put("name", "Sandbox")
                .put("protocol", "openid-connect")
                .put("enabled", true)
                .put("publicClient", false)
                .put("serviceAccountsEnabled", true)
                .put("standardFlowEnabled", false)
                .put("implicitFlowEnabled", false)
                .put("directAccessGrantsEnabled", false)
                .put("fullScopeAllowed", false)
                .put("redirectUris", new JsonArray())
                .put("webOrigins", new JsonArray())
                .put("defaultClientScopes", new JsonArray(scopes))
                .put("optionalClientScopes", new JsonArray());
    }

    private Future<HttpResponse<Buffer>> post(JsonObject client) {
        return token().compose(token -> realm.post(path + CLIENTS)
                .timeout(ANSWER_MILLIS)
                .bearerTokenAuthentication(token)
                .sendJsonObject(client));
    }

    private Future<Integer> delete(UUID organisation, String registrationToken) {
        return realm.delete(path + CLIENTS + "/" + organisation)
                .timeout(ANSWER_MILLIS)
                .bearerTokenAuthentication(registrationToken)
                .send()
                .map(HttpResponse::statusCode);
    }

    private static String registrationToken(HttpResponse<Buffer> answer) {
        return text(expected(answer, CREATED, "registering a client of the sandbox"), "registrationAccessToken");
    }

    /** A token for the registrar. */
    private Future<String> token() {
        MultiMap form = MultiMap.caseInsensitiveMultiMap()
                .add("grant_type", "client_credentials")
                .add("client_id", REGISTRAR)
                .add("client_secret", secret);
        return realm.post(path + TOKEN).timeout(ANSWER_MILLIS).sendForm(form).map(answer -> {
            if (answer.statusCode() == BAD_REQUEST || answer.statusCode() == UNAUTHORIZED) {
                throw new IllegalStateException("the realm does not let in " + REGISTRAR);
            }
            return text(expected(answer, OK, "asking for a token"), "access_token");
        });
    }

    private static HttpResponse<Buffer> expected(HttpResponse<Buffer> answer, int status, String what) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(what + " is answered " + answer.statusCode() + " by the realm");
        }
        return answer;
    }

    private static String text(HttpResponse<Buffer> answer, String field) {
        JsonObject body;
        try {
            body = answer.bodyAsJsonObject();
        } catch (DecodeException unreadable) {
            throw new IllegalStateException("the realm's answer is no JSON", unreadable);
        }
        String text = body == null ? null : body.getString(field);
        if (text == null) {
            throw new IllegalStateException("the realm's answer has no " + field);
        }
        return text;
    }

    /** What went wrong is the log's; a caller may come back. */
    private static <T> Future<T> away(Throwable failure) {
        LOG.warnf("clients of the sandbox: %s", failure.toString());
        return Future.failedFuture(new ServiceUnavailableException(RETRY_AFTER_SECONDS, failure));
    }
}
