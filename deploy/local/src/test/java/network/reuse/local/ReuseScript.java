package network.reuse.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import network.reuse.servers.Home;

/** The script ./reuse, called as an operator calls it, on the folder of a running network. */
final class ReuseScript {
    private ReuseScript() {}

    record Ended(int code, String output) {}

    static Ended call(LocalNetwork network, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(Home.find().root().resolve("reuse").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("REUSE_FOLDER", network.folder().toAbsolutePath().toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException(command + " does not end");
        }
        return new Ended(process.exitValue(), output);
    }
}
