namespace Naru.Lab.Specs;

/// <summary>A cloud with Linux bridges on every second compute host and Open vSwitch on the others; gone again after the tests.</summary>
public sealed class MixedFixture : IAsyncLifetime
{
    public const string Collection = "mixed cloud";

    public static readonly ProgramLab Lab = new("walkmixed", "18141");

    public async Task InitializeAsync()
    {
        if (CloudFixture.Program is null)
            return;
        await Lab.NaruAsync("down");
        var (code, output) = await Lab.NaruAsync("up", "--port", Lab.Port, "--mode", "mixed");
        Assert.True(code == 0, output);
    }

    public async Task DisposeAsync()
    {
        if (CloudFixture.Program is not null)
            await Lab.NaruAsync("down");
    }
}

[CollectionDefinition(MixedFixture.Collection)]
public sealed class MixedCollection : ICollectionFixture<MixedFixture>;
