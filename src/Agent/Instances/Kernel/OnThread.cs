using Naru.Primitives;

namespace Naru.Agent.Instances.Kernel;

/// <summary>A thread for work that changes what the thread is: its namespaces, its root. It ends with the work, and so does the change.</summary>
/// <remarks>Such work must not start threads or tasks: they would be what it is. So it is waited for.</remarks>
internal static class OnThread
{
    public static Result<Done> Run(Func<Result<Done>> work)
    {
        Result<Done> result = default;
        var thread = new Thread(() =>
        {
            try
            {
                result = work();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException or FormatException)
            {
                result = new Error(ErrorKind.Unavailable, failure.GetType().Name, failure.Message);
            }
        })
        { IsBackground = true, Name = "instance" };
        thread.UnsafeStart();
        thread.Join();
        return result;
    }
}
