using System.Net.WebSockets;

namespace Naru.Lab.Specs;

/// <summary>The ways into a light instance: its terminal by the API and a WebSocket, and a command.</summary>
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

    [CloudFact]
    public async Task One_goes_into_an_instance_by_the_id_that_the_API_gives_it_and_what_nobody_has_made_is_not_found()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var id = Assert.Single(await new Servers(cloud, CloudFixture.Directory).ListAsync("vm2$"));
        var inside = (await LabTargets.InsideAsync(CloudFixture.Directory, id, default)).Unwrap();
        Assert.Equal("vm2", (await inside.MustRunAsync(["hostname"], default)).Trim());
        Assert.Contains("no host or instance 'vm.'", (await LabTargets.InsideAsync(CloudFixture.Directory, "vm.", default)).Error?.Message, StringComparison.Ordinal);
    }
}
