using Naru.Bench.Api;
using Naru.Bench.Churn;

namespace Naru;

public sealed class ChurnSpecs(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const int Clients = 64;

    [Fact]
    public async Task Sixty_four_clients_at_once_break_nothing_and_the_doctor_agrees()
    {
        var result = ChurnRun.Run(fixture.Server, Clients, TimeSpan.FromSeconds(4));
        Assert.True(result.Faults.Count == 0, string.Join('\n', result.Faults));
        Assert.True(result.Done > Clients, $"{result.Done} requests were answered: that is no churn.");

        // The same of what is on the disk, of every service, once nobody writes there.
        using (var session = fixture.Server.Open())
            session.Send(ApiRequest.Post("/image/v2/images", """{"name": "one"}"""));
        await fixture.Server.StopAsync(CancellationToken.None);
        var (code, output) = await ServerFixture.NaruAsync("doctor", "--data", fixture.Server.Data);
        Assert.True(code == 0 && output.Contains("0 broken", StringComparison.Ordinal), output);
    }

    [Fact]
    public async Task The_doctor_says_what_it_was_given_instead_of_a_data_directory()
    {
        var (code, output) = await ServerFixture.NaruAsync("doctor", "--data", "/proc");
        Assert.Equal(1, code);
        Assert.Contains("'/proc/state.db' does not exist", output, StringComparison.Ordinal);
    }
}
