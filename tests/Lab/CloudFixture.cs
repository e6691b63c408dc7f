using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Naru.Lab.Cloud;
using Naru.Lab.Processes;

namespace Naru.Lab.Specs;

/// <summary>A whole cloud with the course's topology, brought up by the program as a user would; gone again after the tests.</summary>
public sealed class CloudFixture : IAsyncLifetime
{
    /// <summary>The tests that share the cloud, one after the other.</summary>
    public const string Collection = "cloud";

    public static readonly ProgramLab Lab = new("cloudspecs", "15091");

    public static LabDirectory Directory => Lab.Directory;

    /// <summary>What the first <c>naru up</c> printed and how it ended.</summary>
    public (int ExitCode, string Output) Up { get; private set; }

    /// <summary>The program under test; <c>./naru test</c> names it.</summary>
    public static string? Program => Environment.GetEnvironmentVariable("NARU");

    /// <summary>Why tests of the whole program cannot run; null: they can.</summary>
    public static string? WhyNot => Program is null ? "NARU names no program to test: run './naru test'." : null;

    public async Task InitializeAsync()
    {
        if (Program is null)
            return;
        await Lab.NaruAsync("down");
        Up = await BringUpAsync();
    }

    public async Task DisposeAsync()
    {
        if (Program is not null)
            await Lab.NaruAsync("down");
    }

    public static Task<(int ExitCode, string Output)> BringUpAsync() => Lab.NaruAsync("up", "--port", Lab.Port);

    /// <summary>Starts what has died, without the checks.</summary>
    public static Task<(int ExitCode, string Output)> RepairAsync() => Lab.NaruAsync("up", "--empty", "--port", Lab.Port);

    public static Task<string> OnAsync(string target, string script) => Lab.OnAsync(target, script);

    public static LabState State => Lab.State;

    /// <summary>A client of the cloud's administrator.</summary>
    public static Task<CloudClient> SignInAsync() => Lab.SignInAsync();

    /// <summary>A kind of resource that the lab itself does not use.</summary>
    public static ResourceKind<JsonElement> Kind(string singular, string plural) =>
        new(singular, plural, (JsonTypeInfo<JsonElement>)JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonElement)));

    public static void Kill(ProcessIdentity? process)
    {
        Assert.NotNull(process);
        process.Kill();
    }

    public static async Task<bool> BecomesTrueAsync(Func<Task<bool>> condition)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (await condition())
                return true;
            await Task.Delay(100);
        }
        return false;
    }
}

[CollectionDefinition(CloudFixture.Collection)]
public sealed class CloudCollection : ICollectionFixture<CloudFixture>;
