using System.Diagnostics;
using System.Text.Json;

namespace Naru.Protocols.Netlink.Specs;

/// <summary>The native tools, as witnesses of what our requests did.</summary>
internal static class Tool
{
    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!; // Start gives null only for a document without a process of its own.
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {error.Result}");
        return output;
    }

    public static JsonElement Json(string program, params string[] arguments) =>
        JsonDocument.Parse(Run(program, arguments)).RootElement;

    /// <summary>The first object of a list whose field has this value.</summary>
    public static JsonElement With(this JsonElement list, string field, string value) =>
        list.EnumerateArray().First(item => item.TryGetProperty(field, out var found) && found.ToString() == value);
}
