using Naru.SharedFileSystems.Work;

namespace Naru.SharedFileSystems.Specs;

/// <summary>What clients find while the storage fails.</summary>
public sealed class PublishSpecs
{
    [Fact]
    public async Task A_client_that_was_let_in_by_an_attempt_that_failed_is_out_when_its_rule_is_gone()
    {
        var backend = new HalfwayBackend();
        await using var host = await ShareHost.StartAsync(backend);
        var share = await host.CreateAsync();
        await host.AllowAsync(share, "192.0.2.1");

        var failing = backend.Failing = new TaskCompletionSource();
        const string Second = """{"allow_access":{"access_type":"ip","access_to":"192.0.2.2"}}""";
        var rule = (await host.JsonAsync(HttpMethod.Post, $"shares/{share}/action", Second))["access"]!["id"]!.GetValue<string>();
        await failing.Task.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["192.0.2.1/32", "192.0.2.2/32"], backend.Clients.Order());

        await host.ActAsync(share, $$$"""{"deny_access":{"access_id":"{{{rule}}}"}}""");
        backend.Failing = null;
        await host.UntilGoneAsync($"share-access-rules/{rule}");
        Assert.Equal(["192.0.2.1/32"], backend.Clients);
    }

    [Fact]
    public void Pauses_grow_up_to_a_limit_and_begin_anew() => Gen.Select(Gen.Int[1, 100], Gen.Int[1, 1000]).Sample((first, more) =>
    {
        var (shortest, longest) = (TimeSpan.FromSeconds(first), TimeSpan.FromSeconds(first + more));
        var pause = new RetryPause(shortest, longest);
        for (var limit = shortest; limit < longest * 4; limit *= 2)
            Assert.InRange(pause.Next(), (limit < longest ? limit : longest) / 2, limit < longest ? limit : longest);
        pause.Reset();
        Assert.InRange(pause.Next(), shortest / 2, shortest);
    });
}
