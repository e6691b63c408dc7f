using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.Win32.SafeHandles;

namespace Naru.Protocols.Netlink.Namespaces;

/// <summary>A thread that goes to other network namespaces to run functions there, and comes home after each.</summary>
/// <remarks>
/// Such threads belong to nobody's pool, so that no other code ever runs on one. They are kept, because to start one costs
/// more than most functions do; one that cannot come home ends. There are at most as many as ever were needed at once.
/// </remarks>
internal sealed class NamespaceThread
{
    private static readonly ConcurrentStack<NamespaceThread> Idle = new();

    // That of the process' first thread, whoever asks.
    private static readonly SafeFileHandle Home = Libc.Open("/proc/self/ns/net", Libc.OpenCloseOnExec, 0);

    // Guards what follows, and is pulsed when there is work and when it is done: one caller and the thread take turns.
    private readonly object _turn = new();
    private Action? _work;
    private ExceptionDispatchInfo? _failure;
    private bool _isHome = true;

    private NamespaceThread()
    {
        // Without the asynchronous locals of whoever happens to need the first one.
        new Thread(Work) { IsBackground = true, Name = "netns" }.UnsafeStart();
    }

    /// <summary>Runs a function that enters or makes a namespace, and waits for it. What it throws is thrown here.</summary>
    public static void Run(Action work)
    {
        if (!Idle.TryPop(out var thread))
            thread = new NamespaceThread();
        var failure = thread.Invoke(work);
        if (thread._isHome)
            Idle.Push(thread);
        failure?.Throw();
    }

    private ExceptionDispatchInfo? Invoke(Action work)
    {
        lock (_turn)
        {
            _work = work;
            Monitor.Pulse(_turn);
            while (_work is not null)
                Monitor.Wait(_turn);
            return _failure;
        }
    }

    private void Work()
    {
        lock (_turn)
        {
            while (_isHome)
            {
                while (_work is null)
                    Monitor.Wait(_turn);
                _failure = null;
                try
                {
                    _work();
                }
                catch (Exception exception)
                {
                    _failure = ExceptionDispatchInfo.Capture(exception);
                }
                _isHome = Libc.SetNamespace(Home, Libc.CloneNewNetwork) == 0;
                // Also lets go of what the function held on to.
                _work = null;
                Monitor.Pulse(_turn);
            }
        }
    }
}
