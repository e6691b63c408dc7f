using System.Diagnostics;

namespace Naru.Lab.Specs;

/// <summary>The guided tour, from the first bridge to the last exercise.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class CourseSpecs : IAsyncLifetime
{
    private const string Lab = "coursespecs";
    private const string Port = "15095";

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (CloudFixture.Program is not null)
            await NaruAsync("", "down", "--lab", Lab);
    }

    [CloudFact]
    public async Task All_of_it_runs_unattended_and_leaves_nothing()
    {
        var (code, output) = await NaruAsync("", "course", "--check", "--lab", Lab, "--port", Port);
        Assert.True(code == 0, output);
        Assert.Contains("4 of them exercises; 0 failed", output, StringComparison.Ordinal);
        Assert.Null(LabState.Load(LabDirectory.Of(Lab).Unwrap()));
    }

    [CloudFact]
    public async Task A_learner_may_leave_in_an_exercise_and_go_on_with_it_later()
    {
        string[] course = ["course", "--lang", "en", "--lab", CloudFixture.Directory.Name];
        var (code, output) = await NaruAsync("n\nr\nc\nh\nq\n", [.. course, "exercises"]);
        Assert.True(code == 0, output);
        Assert.Contains("It is broken now", output, StringComparison.Ordinal);
        Assert.Contains("Not yet:", output, StringComparison.Ordinal);

        (code, output) = await NaruAsync("m\nq\n", course);
        Assert.True(code == 0, output);
        Assert.Contains("The group 'web' had lost its rule", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> NaruAsync(string typed, params string[] arguments)
    {
        var start = new ProcessStartInfo(CloudFixture.Program!, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!; // A program that exists starts.
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(typed);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
