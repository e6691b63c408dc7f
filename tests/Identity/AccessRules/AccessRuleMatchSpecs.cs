namespace Naru.Identity.AccessRules;

public sealed class AccessRuleMatchSpecs
{
    [Theory]
    [InlineData("/v2.0/networks", "/v2.0/networks", true)]
    [InlineData("/v2.0/networks", "/v2.0/networks/1", false)]
    [InlineData("/v2.0/networks/*", "/v2.0/networks/1", true)]
    [InlineData("/v2.0/networks/{id}/tags", "/v2.0/networks/1/tags", true)]
    [InlineData("/v2.0/networks/*", "/v2.0/networks", false)]
    [InlineData("/v2.0/**", "/v2.0", true)]
    [InlineData("/v2.0/**", "/v2.0/networks/1/tags", true)]
    [InlineData("/**/tags", "/v2.0/networks/1/tags", true)]
    [InlineData("/**/tags", "/v2.0/networks/1", false)]
    public void A_pattern_covers_a_path(string pattern, string path, bool expected) =>
        Assert.Equal(expected, new AccessRule { Path = pattern }.Covers(path));
}
