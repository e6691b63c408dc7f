using System.Net.WebSockets;

namespace Naru.Lab.Specs;

/// <summary>The terminal of a light instance, by the API and a WebSocket.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class ServerConsoleSpecs
{
    [CloudFact]
    public async Task Who_has_a_token_logs_in_at_a_terminal_and_leaves_nothing_behind()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var servers = new Servers(cloud, CloudFixture.Directory);
        var id = Assert.Single(await servers.ListAsync("vm2$"));
        var url = (await servers.ConsoleUrlAsync(id, "os-getSerialConsole", "serial")).Unwrap();
        using (var console = await ServerConsole.OpenAsync(url))
        {
            await console.UntilAsync("login: ");
            await console.TypeAsync("root\n");
            await console.UntilAsync("#");
            await console.TypeAsync("echo $(hostname)-$(id -u)-$(tty)-$(stty size | tr ' ' x)\n");
            await console.UntilAsync("vm2-0-/dev/pts/");
            await console.TypeAsync("exit\n");
            await console.EndsAsync();
        }
        using (var browser = new HttpClient())
            Assert.Contains("<pre id=\"screen\"", await browser.GetStringAsync(new Uri(url.Replace("ws://", "http://", StringComparison.Ordinal))), StringComparison.Ordinal);
        // The same token lets in again, and who leaves without a word is thrown out.
        using (var console = await ServerConsole.OpenAsync(url))
            await console.UntilAsync("login: ");
        Assert.True(await CloudFixture.BecomesTrueAsync(async () => await CloudFixture.OnAsync("vm2", "ls /dev/pts") == "ptmx"));

        await Assert.ThrowsAsync<WebSocketException>(() => ServerConsole.OpenAsync(url.Replace("token=", "token=0", StringComparison.Ordinal)));
        Assert.Contains("Unavailable console type novnc", (await servers.ConsoleUrlAsync(id, "os-getVNCConsole", "novnc")).Error?.Message, StringComparison.Ordinal);
    }
}
