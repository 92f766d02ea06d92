@echo off
rem Builds what is not built, then walks through the gateway as a Bimplus client does.
setlocal
cd /d "%~dp0"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 echo demo: no JDK found: install JDK 17 or newer, or set JAVA_HOME& exit /b 2
if exist gateway\target\quarkus-app\quarkus-run.jar if exist sandbox\target\lib goto walk
where mvn >nul 2>&1
if errorlevel 1 echo demo: no Maven found: install Maven 3.9 or newer& exit /b 2
echo Building gateway and sandbox; the first time takes a few minutes
call mvn -q -B -Dquick -Dmaven.test.skip=true -pl gateway,sandbox -am package
if errorlevel 1 exit /b 2
:walk
if not exist target mkdir target
echo " %* " | find " --web " >nul
if errorlevel 1 goto run
where npm >nul 2>&1
if errorlevel 1 echo demo: no npm found, which --web needs for the page's libraries: install Node.js 20 or newer& exit /b 2
if exist clients\node_modules goto keycloak
echo Fetching the page's libraries by npm
pushd clients
call npm ci --omit=dev --ignore-scripts
if errorlevel 1 popd& exit /b 2
popd
:keycloak
if exist deployment\target\keycloak goto run
echo Fetching Keycloak by Maven, 177 MB the first time
call mvn -q -B -Preal-parts -pl deployment dependency:unpack@keycloak
if errorlevel 1 exit /b 2
:run
"%JAVA%" -Dio.netty.noUnsafe=true -cp "sandbox\target\classes;sandbox\target\lib\*" dev.bimgate.sandbox.demo.DemoMain %*
