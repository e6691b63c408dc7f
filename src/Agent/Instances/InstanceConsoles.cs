using Naru.Primitives;

namespace Naru.Agent.Instances;

/// <summary>Opens consoles of instances, to be typed into, for the server.</summary>
/// <param name="carry">Carries a console between its instance and the server's session, to its end.</param>
internal sealed class InstanceConsoles(InstanceDirectory directory, InstanceDrivers drivers, Func<string, Stream, Task> carry)
{
    public Result<string> Kind(string id) => With(id, driver => driver.ConsoleKind);

    public Result<string> Open(string id, string session) => With(id, driver => driver.OpenConsole(id).Map(console =>
    {
        _ = Task.Run(() => CarryAsync(session, console));
        return driver.ConsoleKind;
    }));

    private async Task CarryAsync(string session, Stream console)
    {
        await using (console)
            await carry(session, console);
    }

    private Result<string> With(string id, Func<IInstanceDriver, Result<string>> work)
    {
        if (!Guid.TryParse(id, out _) || InstanceRecord.Load(directory.Of(id)) is not { } record)
            return Error.NotFound("InstanceNotFound", $"Instance {id} is not on this host.");
        var driver = drivers.Find(record.Driver);
        return driver.IsOn(id) ? work(driver) : Error.Conflict("NotRunning", $"Instance {id} does not run.");
    }
}
