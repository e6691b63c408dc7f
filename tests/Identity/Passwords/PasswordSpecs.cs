namespace Naru.Identity.Passwords;

public sealed class PasswordSpecs
{
    [Fact]
    public void A_hash_matches_its_password_only_and_never_repeats()
    {
        var hash = PasswordHash.Of("secret");

        Assert.True(PasswordHash.Matches(hash, "secret"));
        Assert.False(PasswordHash.Matches(hash, "Secret"));
        Assert.NotEqual(hash, PasswordHash.Of("secret"));
        Assert.DoesNotContain("secret", hash, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("$pbkdf2-sha512$i=0$AAAA$AAAA")]
    [InlineData("$pbkdf2-sha512$i=99999999999$AAAA$AAAA")]
    [InlineData("$pbkdf2-sha512$i=1$not base64$AAAA")]
    [InlineData("$pbkdf2-sha512$i=1$AAAA$")]
    [InlineData("$scrypt$i=1$AAAA$AAAA")]
    public void A_stored_text_of_another_form_matches_nothing(string stored) => Assert.False(PasswordHash.Matches(stored, "secret"));

    [Fact]
    public async Task A_remembered_password_is_forgotten_when_it_changes()
    {
        using var checker = new PasswordChecker(TimeProvider.System);
        var (old, next) = (PasswordHash.Of("old"), PasswordHash.Of("next"));

        Assert.True(await checker.CheckAsync("user", old, "old", default));
        Assert.True(await checker.CheckAsync("user", old, "old", default));
        Assert.False(await checker.CheckAsync("user", next, "old", default));
        Assert.True(await checker.CheckAsync("user", next, "next", default));
        Assert.False(await checker.CheckAsync("user", null, "next", default));
    }
}
