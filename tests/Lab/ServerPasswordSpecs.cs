namespace Naru.Lab.Specs;

/// <summary>The password that an instance makes for itself and gives away sealed, by the metadata service.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class ServerPasswordSpecs
{
    private const string Post = "wget -O - --post-data {0} http://169.254.169.254/openstack/latest/password 2>&1 || true";

    [CloudFact]
    public async Task It_is_kept_once()
    {
        Assert.DoesNotContain("error", await CloudFixture.OnAsync("vm2", Post.Replace("{0}", "c2VhbGVk", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("409", await CloudFixture.OnAsync("vm2", Post.Replace("{0}", "b3RoZXI=", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("c2VhbGVk", await CloudFixture.OnAsync("vm2", "wget -q -O - http://169.254.169.254/openstack/latest/password"));
    }
}
