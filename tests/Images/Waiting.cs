namespace Naru.Images.Specs;

/// <summary>Waits for what the server does in the background, by asking.</summary>
internal static class Waiting
{
    private const int Attempts = 2000;

    public static async Task UntilAsync(this ImageHost host, string id, string status)
    {
        var last = "";
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            last = (await host.ShowAsync(id))["status"]!.GetValue<string>();
            if (last == status)
                return;
            await Task.Yield();
        }
        Assert.Fail($"The image is {last}, not {status}.");
    }

    public static async Task UntilTaskAsync(this ImageHost host, string id, string status)
    {
        var last = "";
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            last = (await host.JsonAsync(HttpMethod.Get, $"images/{id}/tasks"))["tasks"]![0]!["status"]!.GetValue<string>();
            if (last == status)
                return;
            await Task.Yield();
        }
        Assert.Fail($"The task is {last}, not {status}.");
    }
}
