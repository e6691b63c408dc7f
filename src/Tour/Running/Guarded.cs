using Naru.Lab.Processes;
using Naru.Primitives;

namespace Naru.Tour.Running;

/// <summary>Runs what uses the programs of the machine, so that one that fails is a refusal and ends nothing else.</summary>
internal static class Guarded
{
    public static async Task<Result<Done>> RunAsync(Func<Task<Result<Done>>> run)
    {
        try
        {
            return await run();
        }
        catch (ToolFailedException failure)
        {
            return new Error(ErrorKind.Unavailable, "ToolFailed", failure.Message);
        }
    }
}
