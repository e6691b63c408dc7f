namespace Naru.Lab.Specs;

/// <summary>The password that an instance makes for itself and gives away sealed, by the metadata service.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class ServerPasswordSpecs
{
    [CloudFact]
    public async Task It_is_kept_once()
    {
        // An agent that has just been started finds the server a moment later. Where the answer to the first was lost, the second is refused.
        Assert.True(await CloudFixture.BecomesTrueAsync(async () => await PostAsync("c2VhbGVk") is var told
            && (told.Contains("200 OK", StringComparison.Ordinal) || told.Contains("409", StringComparison.Ordinal))));
        var refused = await PostAsync("b3RoZXI=");
        Assert.True(refused.Contains("409", StringComparison.Ordinal), refused);
        Assert.Equal("c2VhbGVk", await CloudFixture.OnAsync("vm2", "wget -q -O - http://169.254.169.254/openstack/latest/password"));
    }

    private static Task<string> PostAsync(string sealedPassword) =>
        CloudFixture.OnAsync("vm2", $"wget -O - --post-data {sealedPassword} http://169.254.169.254/openstack/latest/password 2>&1 || true");
}
