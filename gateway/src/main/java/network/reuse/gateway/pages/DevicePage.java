package network.reuse.gateway.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Scanned;
import network.reuse.defaults.caller.Pages;
import network.reuse.gateway.edge.PublicAddresses;
import network.reuse.gateway.passport.PublicDevices;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The page behind the QR code of a label: what the device is, for whoever holds it. Before a device is ready, and while it is in a
 * workshop again, the answer is the one that a code gets that is nobody's, to the byte: nobody learns by trying codes what is being
 * collected, or how much. That a device is lost or scrapped is told whatever it was before, because whoever holds it then
 * has to know; what it is, is not.
 */
@Path("/d/{code}")
public class DevicePage {
    private static final Logger LOG = Logger.getLogger(DevicePage.class);
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
    private static final Pattern CODE = Pattern.compile("[A-Z]-[0-9A-Z]{6}");
    private static final String ENGLISH = "en";
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final PublicDevices devices;
    private final PublicAddresses addresses;

    public DevicePage(PublicDevices devices, PublicAddresses addresses) {
        this.devices = devices;
        this.addresses = addresses;
    }

    @CheckedTemplate(basePath = "pages")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance device(DeviceView view);
    }

    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    @PermitAll
    @Operation(hidden = true)
    public Uni<Response> show(String code, @QueryParam("lang") @Nullable String lang, @Context HttpHeaders headers) {
        DeviceView.Of view = new DeviceView.Of(ENGLISH.equals(lang));
        String form = Scanned.form(code);
        if (!CODE.matcher(form).matches()) {
            return answer(rendered(view.nothing())
                    .map(html -> withHeaders(Response.status(NOT_FOUND).entity(html))));
        }
        if (!form.equals(code)) {
            return answer(Future.succeededFuture(withHeaders(Response.status(Response.Status.MOVED_PERMANENTLY))
                    .header(HttpHeaders.LOCATION, "/d/" + form + view.query())));
        }
        return answer(devices.find(form)
                .compose(found -> found.isEmpty()
                        ? rendered(view.nothing())
                                .map(html ->
                                        withHeaders(Response.status(NOT_FOUND).entity(html)))
                        : rendered(view.of(form, found.get(), addresses.contact()))
                                .map(html -> withHeaders(Pages.text(headers, html))))
                .recover(away -> {
                    if (away instanceof Refusal refusal) {
                        return Future.failedFuture(refusal);
                    }
                    LOG.warnf("the register does not answer a page: %s", away.toString());
                    return rendered(view.away())
                            .map(html ->
                                    withHeaders(Response.status(UNAVAILABLE).entity(html)));
                }));
    }

    private static Future<String> rendered(DeviceView view) {
        return Future.fromCompletionStage(Templates.device(view).renderAsync());
    }

    private static Uni<Response> answer(Future<Response.ResponseBuilder> answer) {
        return Uni.createFrom().completionStage(answer::toCompletionStage).map(Response.ResponseBuilder::build);
    }

    private static Response.ResponseBuilder withHeaders(Response.ResponseBuilder response) {
        return response.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .header("Cache-Control", "no-cache");
    }
}
